import { IsInt, IsNotEmpty, IsString, Min } from 'class-validator';

/** The body of `POST /orders`: `{ "item": "tea", "quantity": 2 }`. */
export class PlaceOrderDto {
  @IsString()
  @IsNotEmpty()
  readonly item!: string;

  @IsInt()
  @Min(1)
  readonly quantity: number = 1;

  @IsString()
  readonly customer: string = 'walk-in';
}
